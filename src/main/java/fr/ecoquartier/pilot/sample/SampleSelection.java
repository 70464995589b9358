package fr.ecoquartier.pilot.sample;

import java.util.function.BooleanSupplier;
import java.util.function.ObjDoubleConsumer;

/** Selects the sample. */
public final class SampleSelection {

    private SampleSelection() {}

    /**
     * @param report takes a message in French and the share done, 0 to 1
     * @param cancelled asked now and then; true stops the selection with the best sample so far
     * @throws InvalidRequest when the request contradicts itself, with every problem
     */
    public static SampleResult select(
            SampleRequest request, ObjDoubleConsumer<String> report, BooleanSupplier cancelled) throws InvalidRequest {
        throw new UnsupportedOperationException();
    }
}
