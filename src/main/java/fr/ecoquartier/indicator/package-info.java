/** Pure calculation: figures in, explained report out. No Spring, no process engine, no database. */
package fr.ecoquartier.indicator;
