/** What the people who run the application look at: metrics, health of what it depends on, context of its logs. */
@org.springframework.modulith.ApplicationModule(displayName = "Exploitation")
package fr.ecoquartier.operation;
