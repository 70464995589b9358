/** A process as a graph, read from its file: no engine, nothing that runs. */
@org.springframework.modulith.NamedInterface("graph")
package fr.ecoquartier.modelling.graph;
