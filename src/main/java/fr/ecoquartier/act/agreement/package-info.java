/** What the parties sign: the charter and the contract. */
package fr.ecoquartier.act.agreement;
