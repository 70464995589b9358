package fr.ecoquartier.access;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an identity provider says of somebody, in the terms of this application.
 *
 * @param account the name that an account would get; never who somebody is, see {@code issuer} and {@code subject}
 * @param unknown values of the claim of roles that give nothing here, for the message
 */
record ProviderClaims(
        String issuer,
        String subject,
        String account,
        String firstName,
        String lastName,
        @Nullable String email,
        Set<Role> roles,
        Set<String> regions,
        Set<String> authorities,
        Set<String> unknown) {

    private static final int LONGEST_ACCOUNT = 60;
    private static final int LONGEST_NAME = 100;

    /** @param region whether a code is that of a region */
    static ProviderClaims of(
            ProviderSettings settings,
            String issuer,
            String subject,
            Map<String, Object> claims,
            Predicate<String> region) {
        var names = settings.claims();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Set<String> unknown = new LinkedHashSet<>();
        for (String value : texts(claims, names.roles())) {
            settings.role(value).ifPresentOrElse(roles::add, () -> unknown.add(value));
        }
        Set<String> regions = new LinkedHashSet<>();
        for (String value : texts(claims, names.regions())) {
            String code = settings.regions().getOrDefault(value, value);
            if (region.test(code)) {
                regions.add(code);
            }
        }
        String email = text(claims, names.email());
        return new ProviderClaims(
                issuer,
                subject,
                account(text(claims, names.account()), email, subject),
                shortened(text(claims, names.firstName())),
                shortened(text(claims, names.lastName())),
                email,
                roles,
                regions,
                texts(claims, names.authority()),
                unknown);
    }

    Set<Role> staffRoles() {
        Set<Role> staff = EnumSet.noneOf(Role.class);
        roles.stream().filter(Role::staff).forEach(staff::add);
        return staff;
    }

    String name() {
        String name = (firstName + ' ' + lastName).strip();
        return name.isEmpty() ? account : name;
    }

    /** Small letters, digits, and . - _ @ between them, as every account is called here. */
    private static String account(@Nullable String given, @Nullable String email, String subject) {
        for (String candidate : new String[] {given, email, subject}) {
            String plain = plain(candidate == null ? "" : candidate);
            if (!plain.isEmpty()) {
                return plain;
            }
        }
        return "compte-" + Integer.toHexString(subject.hashCode());
    }

    private static String plain(String text) {
        String letters = Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.@_-]+", "-")
                .replaceAll("([.@_-])[.@_-]+", "$1");
        String cut = letters.substring(0, Math.min(letters.length(), LONGEST_ACCOUNT));
        return cut.replaceAll("^[.@_-]+|[.@_-]+$", "");
    }

    private static String shortened(@Nullable String name) {
        String text = name == null ? "" : name.strip();
        return text.substring(0, Math.min(text.length(), LONGEST_NAME));
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        Object value = value(claims, name);
        return value instanceof String text && !text.isBlank() ? text.strip() : null;
    }

    /** A list, or a text with commas. */
    private static Set<String> texts(Map<String, Object> claims, String name) {
        Object value = value(claims, name);
        Set<String> texts = new LinkedHashSet<>();
        if (value instanceof Collection<?> several) {
            several.stream()
                    .filter(Objects::nonNull)
                    .map(String::valueOf)
                    .map(String::strip)
                    .forEach(texts::add);
        } else if (value != null) {
            Arrays.stream(String.valueOf(value).split("[,;]"))
                    .map(String::strip)
                    .forEach(texts::add);
        }
        texts.remove("");
        return texts;
    }

    /** The claim of that name, else, by the dots, what is inside others. */
    private static @Nullable Object value(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        int dot = name.indexOf('.');
        while (dot > 0) {
            if (claims.get(name.substring(0, dot)) instanceof Map<?, ?> inside) {
                return value(inside, name.substring(dot + 1));
            }
            dot = name.indexOf('.', dot + 1);
        }
        return null;
    }
}
