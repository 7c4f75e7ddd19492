/** The module on Payara Micro, which starts anew for every deployment. */
@NullMarked
package dev.blockyard.telemetry.payara;

import org.jspecify.annotations.NullMarked;
