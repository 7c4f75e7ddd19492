/** What the servlet container makes and CDI does not find, with a mistake in each. */
@NullMarked
package dev.blockyard.telemetry.probe.misuse.servlets;

import org.jspecify.annotations.NullMarked;
