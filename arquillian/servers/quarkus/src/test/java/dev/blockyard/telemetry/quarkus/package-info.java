/** The module in a Quarkus application, which starts anew for every deployment. */
@NullMarked
package dev.blockyard.telemetry.quarkus;

import org.jspecify.annotations.NullMarked;
