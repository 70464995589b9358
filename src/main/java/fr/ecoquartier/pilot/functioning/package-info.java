/** Where the time of a campaign went, against the delays in force. The engine's history is behind a port. */
@org.springframework.modulith.NamedInterface("functioning")
package fr.ecoquartier.pilot.functioning;
