/** What every backend must show after the same events. */
package dev.blockyard.telemetry.contract;
