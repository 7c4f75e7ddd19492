/**
 * What the test kits of MicroProfile Telemetry need to run on a server, and the module beside them.
 */
@NullMarked
package dev.blockyard.telemetry.tck;

import org.jspecify.annotations.NullMarked;
