package fr.ecoquartier.access;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A stand-in to be, as somebody asks for it: nothing of it is checked yet. */
public record NewStandIn(
        String absent,
        @Nullable String substitute,
        @Nullable Role role,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        @Nullable String reason) {}
