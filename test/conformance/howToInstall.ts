/** What to say where a client is missing. */
export const howToInstall = 'apt-get install awscli python3-boto3 python3-pandas';

/** Why a test of this folder is skipped: each needs a client that is not one of npm's. */
export const clientIsMissing = `its client is not on this machine: ${howToInstall}; for pandas over Parquet also pip install pyarrow`;
