/** The snippets of the README and the reference pages compile, or mean what the pages claim. */
@NullMarked
package dev.blockyard.telemetry.snippets;

import org.jspecify.annotations.NullMarked;
