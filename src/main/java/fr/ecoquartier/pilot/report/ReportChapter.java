package fr.ecoquartier.pilot.report;

import fr.ecoquartier.pilot.Campaign;

/** One chapter of every report; beans of this type are written in their order. */
interface ReportChapter {

    ReportContent.Chapter of(Campaign campaign);
}
