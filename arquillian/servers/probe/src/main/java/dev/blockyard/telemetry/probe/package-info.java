/** The web application under test: every kind of bean and every end of a request. */
@NullMarked
package dev.blockyard.telemetry.probe;

import org.jspecify.annotations.NullMarked;
