import type { Fault } from '../faults';
import { ServiceError } from '../serviceError';

/** The error that S3 answers for a fault that is switched on. Undefined: it is none of that kind. */
export function objectFaultError(
  fault: Fault,
  operation: string,
  hasToken = false,
): ServiceError | undefined {
  switch (fault.name) {
    case 'throttle':
      return new ServiceError('SlowDown', 'Please reduce your request rate.', 503);
    case '500':
      return new ServiceError('InternalError', 'We encountered an internal error. Please try again.', 500);
    case '503':
      return new ServiceError('ServiceUnavailable', 'Service is unable to handle request.', 503);
    case 'expired':
      return new ServiceError('ExpiredToken', 'The provided token has expired.');
    case 'denied': {
      const action = operation === 'GetObject' ? 's3:GetObject' : 's3:ListBucket';
      const user = 'arn:aws:iam::111122223333:user/analyst';
      const message = `User: ${user} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
      return new ServiceError('AccessDenied', message, 403);
    }
    case 'denied-empty':
      return new ServiceError('AccessDenied', '', 403);
    case 'invalid-token':
      return hasToken
        ? new ServiceError('InvalidArgument', 'The continuation token provided is incorrect')
        : undefined;
    case 'error':
      return new ServiceError(
        fault.code ?? 'AccessDenied',
        fault.message ?? 'Refused by a fault that is switched on.',
        fault.status,
      );
    default:
      return undefined;
  }
}
