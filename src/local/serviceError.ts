/** What the service answers instead of an output. `code` is what stands in `__type` on the wire. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  constructor(
    readonly code: string,
    message: string,
    readonly httpStatus = 400,
  ) {
    super(message);
  }
}

export function invalidInput(message: string): ServiceError {
  return new ServiceError('InvalidInputException', message);
}

export function notFound(arn: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `No resource found ${arn}`);
}

export function inUse(message: string): ServiceError {
  return new ServiceError('ResourceInUseException', message);
}

export function limitExceeded(message: string): ServiceError {
  return new ServiceError('LimitExceededException', message);
}

export function invalidNextToken(message: string): ServiceError {
  return new ServiceError('InvalidNextTokenException', message);
}

export function unknownOperation(operation: string, httpStatus = 400): ServiceError {
  return new ServiceError('UnknownOperationException', `Unknown operation: ${operation}`, httpStatus);
}

export function serialization(message: string): ServiceError {
  return new ServiceError('SerializationException', message);
}
