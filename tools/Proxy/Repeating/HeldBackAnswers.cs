using Yarp.ReverseProxy.Transforms;

namespace Grid.Proxy.Repeating;

/// <summary>Withholds the refusal of a stopping process from the client, as long as another process can be asked.</summary>
internal sealed class HeldBackAnswers : ResponseTransform
{
    private static readonly object Held = new();

    public static bool IsHeld(HttpContext context) => context.Items.Remove(Held);

    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { } answer)
        {
            if (RepeatRules.IsGoingAway(answer) && RepeatingStep.MayRepeat(context.HttpContext))
            {
                context.SuppressResponseBody = true;
                context.HttpContext.Items[Held] = Held;
            }

            context.HttpContext.Response.Headers.Remove(RepeatRules.StoppingHeader);
        }

        return default;
    }
}
