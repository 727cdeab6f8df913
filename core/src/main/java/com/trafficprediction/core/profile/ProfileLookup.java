package com.trafficprediction.core.profile;

/** A profile as one forecast may use it. Answers for any time, past or future. */
public interface ProfileLookup {

  /** Nothing is known: for a segment without a profile. */
  ProfileLookup UNKNOWN =
      new ProfileLookup() {
        @Override
        public Usual speed(long startMillis) {
          return Usual.UNKNOWN;
        }

        @Override
        public Usual volume(long startMillis) {
          return Usual.UNKNOWN;
        }
      };

  /** Usual speed in km/h of the window that starts then. */
  Usual speed(long startMillis);

  /** Usual volume in vehicles per hour of the window that starts then. */
  Usual volume(long startMillis);
}
