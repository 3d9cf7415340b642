using Yarp.ReverseProxy.Transforms;

namespace Grid.Proxy.Repeating;

/// <summary>Withholds the refusal of a stopping process from the client, as long as another process can be asked.</summary>
internal sealed class WithheldRefusals : ResponseTransform
{
    private static readonly object Withheld = new();

    public static bool IsWithheld(HttpContext context) => context.Items.Remove(Withheld);

    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { } answer)
        {
            if (RepeatRules.IsGoingAway(answer) && RepeatingStep.MayRepeat(context.HttpContext))
            {
                context.SuppressResponseBody = true;
                context.HttpContext.Items[Withheld] = Withheld;
            }

            context.HttpContext.Response.Headers.Remove(RepeatRules.StoppingHeader);
        }

        return default;
    }
}
