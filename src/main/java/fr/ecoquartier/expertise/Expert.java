package fr.ecoquartier.expertise;

import org.jspecify.annotations.Nullable;

/**
 * An expert of the directory.
 *
 * @param userId account name
 * @param employer name of the employer; two members of a trio never share it
 * @param authorityCode the authority the expert works for, null for most
 */
public record Expert(
        String userId,
        String name,
        ExpertKind kind,
        String employer,
        @Nullable String authorityCode,
        boolean active) {}
