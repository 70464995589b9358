package fr.ecoquartier.pilot.report;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.functioning.Functioning;
import java.util.function.Supplier;

/** One chapter of every report; beans of this type are written in their order. */
interface ReportChapter {

    /** @param functioning where the time went, looked up once for the whole report by the first chapter that asks */
    ReportContent.Chapter of(Campaign campaign, Supplier<Functioning> functioning);
}
