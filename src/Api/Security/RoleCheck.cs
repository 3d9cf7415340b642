using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Security;

/// <summary>
/// Lets a request to an operation through only when the matrix allows its role. Runs before anything of the body is read, and puts the
/// <see cref="Caller"/> beside the request.
/// </summary>
internal sealed class RoleCheck(RequestDelegate next, RoleMatrix matrix, IReferenceData reference, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation)
        {
            await next(context);
            return;
        }

        var caller = Caller.Of(context.User, reference.Offices, clock.Today());
        if (caller is null && !matrix.IsOpen(operation.Name))
        {
            await context.ChallengeAsync();
            return;
        }

        if (caller is not null && !matrix.Allows(operation.Name, caller.Actor.Role))
        {
            throw new Problem(ProblemCatalogue.RoleNotAllowed) { Allowed = matrix.RolesOf(operation.Name) }.AsException();
        }

        context.Features.Set(caller ?? Caller.Anonymous);
        await next(context);
    }
}
