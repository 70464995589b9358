/** Pages and API: thin, and without the engine. They call the domain and its ports. */
package fr.ecoquartier.web;
