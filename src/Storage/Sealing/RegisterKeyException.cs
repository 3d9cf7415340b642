namespace Grid.Storage.Sealing;

/// <summary>This process and the database belong to different registers; it must not start.</summary>
public sealed class RegisterKeyException(string message) : Exception(message);
