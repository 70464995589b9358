/** The report of a campaign: written once per version, stored with its hash, adopted or returned by the ministry. */
@org.springframework.modulith.NamedInterface("report")
package fr.ecoquartier.pilot.report;
