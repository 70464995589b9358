package fr.ecoquartier.modelling.release;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How models are put into service.
 *
 * @param approval a second administrator approves; without, whoever asks deploys
 */
@ConfigurationProperties("ecoquartier.modelling")
public record ReleaseSettings(@DefaultValue("true") boolean approval) {}
