namespace Grid.PlatformSimulator.Wire;

/// <summary>The request cannot be read; the answer names the field, and nothing of it took effect.</summary>
/// <param name="field">Its place, such as <c>items[3].kind</c>; <c>body</c> for the whole.</param>
/// <param name="message">What is wrong with it.</param>
internal sealed class BadInputException(string field, string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public string Field { get; } = field;

    public int Status { get; } = status;
}
