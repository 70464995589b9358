/** Documents as files: HTML to PDF that can be archived and read aloud. Depends on no other room. */
@org.springframework.modulith.ApplicationModule(
        displayName = "Documents",
        allowedDependencies = {})
package fr.ecoquartier.document;
