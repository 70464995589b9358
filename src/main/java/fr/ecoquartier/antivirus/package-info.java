/** What an antivirus says of a file: clamd, when one is configured. */
@org.springframework.modulith.ApplicationModule(displayName = "Antivirus")
package fr.ecoquartier.antivirus;
