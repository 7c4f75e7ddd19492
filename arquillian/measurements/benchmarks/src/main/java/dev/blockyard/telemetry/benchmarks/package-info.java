/** What the module costs: JMH benchmarks, of the module and of its peers, and the targets. */
@NullMarked
package dev.blockyard.telemetry.benchmarks;

import org.jspecify.annotations.NullMarked;
