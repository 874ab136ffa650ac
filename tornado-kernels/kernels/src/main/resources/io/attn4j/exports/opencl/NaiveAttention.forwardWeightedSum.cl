__kernel void forwardWeightedSum(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *probabilities, __global uchar *w, __global uchar *ranges, __global uchar *shape, __global uchar *o)
{
  bool b_17;
  float f_47, f_54, f_57, f_71, f_72;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_16, i_18, i_19, i_20, i_21;
  int i_22, i_23, i_24, i_25, i_30, i_32, i_34, i_36, i_38, i_40, i_45, i_46;
  int i_48, i_49, i_55, i_56, i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_65;
  int i_66, i_73;
  long l_26, l_27, l_28, l_41, l_42, l_43, l_50, l_51, l_52, l_67, l_68, l_69;
  long l_74, l_75, l_76;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_29, ul_31, ul_33;
  ulong ul_35, ul_37, ul_39, ul_44, ul_53, ul_70, ul_77;

  // BLOCK 0
  ul_0  =  (ulong) probabilities;
  ul_1  =  (ulong) w;
  ul_2  =  (ulong) ranges;
  ul_3  =  (ulong) shape;
  ul_4  =  (ulong) o;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 28L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 40L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_6 * i_12;
  i_15  =  i_14 * i_8;
  i_16  =  i_15 * i_10;
  b_17  =  i_13 < i_16;
  if(b_17)
  {
    // BLOCK 1
    i_18  =  i_13 / i_10;
    i_19  =  i_18 / i_8;
    i_20  =  i_19 / i_6;
    i_21  =  i_20 * i_8;
    i_22  =  i_18 % i_8;
    i_23  =  i_21 + i_22;
    i_24  =  i_23 << 1;
    i_25  =  i_24 + 1;
    l_26  =  (long) i_25;
    l_27  =  l_26 + 4L;
    l_28  =  l_27 << 2;
    ul_29  =  ul_2 + l_28;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_3 + 76L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_3 + 68L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_3 + 24L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_3 + 72L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_3 + 32L;
    i_40  =  *((__global int *) ul_39);
    l_41  =  (long) i_24;
    l_42  =  l_41 + 4L;
    l_43  =  l_42 << 2;
    ul_44  =  ul_2 + l_43;
    i_45  =  *((__global int *) ul_44);
    i_46  =  i_40 * i_18;
    // BLOCK 2 MERGES [1 6 ]
    f_47  =  0.0F;
    i_48  =  i_45;
    for(;i_48 < i_30;)
    {
      // BLOCK 3
      i_49  =  i_46 + i_48;
      l_50  =  (long) i_49;
      l_51  =  l_50 + 4L;
      l_52  =  l_51 << 2;
      ul_53  =  ul_0 + l_52;
      f_54  =  *((__global float *) ul_53);
      i_55  =  i_48 + 1;
      i_56  =  isequal(f_54, 0.0F);
      if(i_56 == 1)
      {
        // BLOCK 4
        f_57  =  f_47;
      }  // B3
      else
      {
        // BLOCK 5
        i_58  =  i_34 * i_20;
        i_59  =  i_19 % i_6;
        i_60  =  i_59 / i_36;
        i_61  =  i_60 * i_38;
        i_62  =  i_58 + i_61;
        i_63  =  i_13 % i_10;
        i_64  =  i_62 + i_63;
        i_65  =  i_32 * i_48;
        i_66  =  i_64 + i_65;
        l_67  =  (long) i_66;
        l_68  =  l_67 + 4L;
        l_69  =  l_68 << 2;
        ul_70  =  ul_1 + l_69;
        f_71  =  *((__global float *) ul_70);
        f_72  =  fma(f_54, f_71, f_47);
        f_57  =  f_72;
      }  // B3
      // BLOCK 6 MERGES [4 5 ]
      i_73  =  i_55;
      f_47  =  f_57;
      i_48  =  i_73;
    }  // B2
    // BLOCK 7
    l_74  =  (long) i_13;
    l_75  =  l_74 + 4L;
    l_76  =  l_75 << 2;
    ul_77  =  ul_4 + l_76;
    *((__global float *) ul_77)  =  f_47;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
