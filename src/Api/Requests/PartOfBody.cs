using Grid.Api.Problems;

namespace Grid.Api.Requests;

/// <summary>Reads a body that is part of another one: the fields that its problem names are under a path.</summary>
internal static class PartOfBody
{
    public static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ProblemException error)
        {
            var errors = error.Problem.Errors.Select(one => one with { Field = one.Field == "$" ? path : $"{path}.{one.Field}" });
            throw (error.Problem with { Errors = [.. errors] }).AsException();
        }
    }
}
