/**
 * What managers see of all dossiers at once, and what they may do to a single one: read from tables that the application
 * keeps for it. The engine is behind ports of this room.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Pilotage")
package fr.ecoquartier.oversight;
