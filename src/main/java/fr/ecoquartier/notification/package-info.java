/**
 * What people are told: announcements written in the transaction of the step that they tell of, one notice for each person
 * concerned, mails as each person wishes, appointments with their calendar entries.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Notifications")
package fr.ecoquartier.notification;
