/** What an administrator picks in the editor, from what the running application offers to models. */
@org.springframework.modulith.NamedInterface("template")
package fr.ecoquartier.modelling.template;
