/** What has failed in the processes, in words, and trying it again. */
@org.springframework.modulith.NamedInterface("incident")
package fr.ecoquartier.oversight.incident;
