/** The public register as pages and files; the administrator's page on what is public. */
package fr.ecoquartier.web.register;
