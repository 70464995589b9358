/** Long computations that a person starts from a page: progress, cancelling, and where the result is. */
@org.springframework.modulith.NamedInterface("run")
package fr.ecoquartier.pilot.run;
