namespace Grid.Api.Security;

/// <summary>Which operation of the role matrix an endpoint is; every endpoint under <c>/v1</c> has one.</summary>
/// <param name="Name">As in the matrix: <c>applications.submit</c>.</param>
/// <param name="Kind">What it does.</param>
internal sealed record Operation(string Name, OperationKind Kind);
