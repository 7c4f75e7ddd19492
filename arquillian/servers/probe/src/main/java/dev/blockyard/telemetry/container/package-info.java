/** What the tests on every server share: deployments, a client, and scenarios. */
@NullMarked
package dev.blockyard.telemetry.container;

import org.jspecify.annotations.NullMarked;
