// One inference of an image without a digit; its probabilities add up to one.
var scores = new float[10];
Lenet.Create().Run(new float[28 * 28], scores);
float sum = 0;
foreach (float score in scores)
{
    sum += score;
}

return sum is > 0.999f and < 1.001f ? 0 : 1;
