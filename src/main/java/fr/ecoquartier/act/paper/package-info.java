/** The papers themselves: what each kind says, from the domain as it stood, and its pictures as vector graphics. */
package fr.ecoquartier.act.paper;
