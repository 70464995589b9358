/** Where dossiers wait: the elements of a process with their durations, counts and lateness. */
@org.springframework.modulith.NamedInterface("bottleneck")
package fr.ecoquartier.oversight.bottleneck;
