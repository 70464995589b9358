/** Running instances moved from one version of a process to another: the engine's side. */
package fr.ecoquartier.workflow.migration;
