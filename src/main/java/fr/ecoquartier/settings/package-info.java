/** What administrators set while the application runs: the delays of the processes. */
@org.springframework.modulith.ApplicationModule(displayName = "Settings")
package fr.ecoquartier.settings;
