/** The instances that have ended, searched, and the story of each. */
@org.springframework.modulith.NamedInterface("history")
package fr.ecoquartier.oversight.history;
