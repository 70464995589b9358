/**
 * What the application holds about people: where it is, how long it stays, how it goes, and how somebody gets all that is
 * held about them. Knows the tables of all rooms by their names; nobody depends on it but the pages and the engine's part.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Privacy")
package fr.ecoquartier.privacy;
