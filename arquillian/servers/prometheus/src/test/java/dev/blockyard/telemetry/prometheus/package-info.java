/** What an operator has: Prometheus, the dashboard and the rules, over two servers at once. */
@NullMarked
package dev.blockyard.telemetry.prometheus;

import org.jspecify.annotations.NullMarked;
