package fr.ecoquartier.notification;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A meeting as it is typed: what is missing or wrong is told field by field. */
public record NewAppointment(
        @Nullable AppointmentKind kind,
        @Nullable LocalDate day,
        @Nullable LocalTime from,
        @Nullable LocalTime until,
        String place,
        String note,
        Set<String> guests) {}
