/**
 * The public register: which operations have a signed charter, a signed contract, a label. Whatever leaves this room is
 * public: it reads no table that names a person, and hands out a field only when it is set as public.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Registre public")
package fr.ecoquartier.register;
