package fr.ecoquartier.referentiel;

import java.util.List;
import java.util.stream.Collectors;

/** Figures that cannot be accepted, with every faulty field at once. Checked: it never rolls a transaction back. */
public class InvalidFigures extends Exception {

    private final transient List<FieldError> errors;

    public InvalidFigures(List<FieldError> errors) {
        super(errors.stream().map(e -> e.field() + ": " + e.message()).collect(Collectors.joining(" ")));
        this.errors = List.copyOf(errors);
    }

    public List<FieldError> errors() {
        return errors;
    }
}
