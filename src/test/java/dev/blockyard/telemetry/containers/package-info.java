/** Web applications in servlet containers that run in the tests' process. */
@NullMarked
package dev.blockyard.telemetry.containers;

import org.jspecify.annotations.NullMarked;
