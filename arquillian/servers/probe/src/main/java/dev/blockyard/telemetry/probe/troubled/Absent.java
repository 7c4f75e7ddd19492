package dev.blockyard.telemetry.probe.troubled;

/** A class of a library that somebody forgot. */
public final class Absent {}
